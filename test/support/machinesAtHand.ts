// State machines that the Tasks of a program may start, in files that stand nowhere.
import { Machines } from '../../host/index.ts';
import type { Program } from '../../interpreter/index.ts';

/** `files`: definitions beside the program's, by their names. */
export function machinesIn(program: Program, files: { readonly [name: string]: string }): Machines {
  const first = { root: 'Top', file: 'main.asl.json', text: '', program, type: undefined, embedded: undefined };
  return new Machines(
    { ...first, host: undefined },
    {
      given: {},
      readText: file => {
        const text = files[file];
        return text === undefined ? { problem: 'There is no such file.' } : { text };
      },
      resolve: (_, file) => file,
      isSameFile: (a, b) => a === b,
    },
  );
}
