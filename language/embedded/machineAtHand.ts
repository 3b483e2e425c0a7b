// Where the state machine is that a Task starts: where somebody says it is, in a template that speaks of the caller, or in a file
// beside it. The one place of this rule. Knows no disk: whoever has one, or a list of open documents, says what is there.
import type { Node } from '../text/tree.ts';
import type { Embedded } from './embedded.ts';
import { filledName, machineNamed, machineSaid, nameInArn, plainName, type SpeakingHost } from './startedMachine.ts';

/** What a Task says it starts: in its definition, and as a text where that is known. */
export interface Said {
  readonly node: Node | undefined;
  readonly text: string | undefined;
}

/** The definition of the Task. */
export interface Caller<Host extends SpeakingHost> {
  readonly file: string;
  /** The templates that tell of it. */
  readonly hosts: readonly Host[];
}

export interface FilesAtHand {
  /** By name, ARN or placeholder: the path of a definition, from `first` on, with `#NAME` for one in a template. */
  readonly given: Readonly<Record<string, string>>;
  /** The definition that all begins with. */
  readonly first: string;
  readonly resolve: (definition: string, file: string) => string;
  readonly isThere: (file: string) => boolean;
}

export type MachinePlace<Host extends SpeakingHost> =
  /** A file, and which machine of it where it is a template with several. */
  | { readonly kind: 'file'; readonly file: string; readonly id: string | undefined }
  | { readonly kind: 'template'; readonly host: Host; readonly machine: Embedded };

const ENDINGS = ['.asl.json', '.asl.yaml', '.asl.yml'];

/** What a Task says before it is at work. */
export function saidBy(node: Node | undefined): Said {
  return { node, text: node && plainName(node) };
}

/** Undefined where nothing of the name is at hand. A file that is `given` need not be there. */
export function placeOfMachine<Host extends SpeakingHost>(
  { node, text }: Said,
  { file, hosts }: Caller<Host>,
  files: FilesAtHand,
): MachinePlace<Host> | undefined {
  return (
    (text === undefined ? undefined : givenPlace(text, files)) ??
    placeInTemplates({ node, text }, hosts) ??
    (text === undefined ? undefined : placeBeside(text, file, files))
  );
}

/** The machine of a template that is meant, by its name; the only one without. */
export function machineOfTemplate(
  file: string,
  machines: readonly Embedded[],
  id: string | undefined,
): { readonly machine: Embedded } | { readonly problem: string } {
  const [only] = machines;
  const machine = id === undefined && machines.length === 1 ? only : machines.find(({ name }) => name === id);
  if (machine) return { machine };
  const names = machines.map(({ name }) => name).join(', ');
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return { problem: `${base} has ${names}: say which one, as in "${base}#${only?.name}".` };
}

function givenPlace(said: string, { given, first, resolve }: FilesAtHand) {
  const names = [said, filledName(said), nameInArn(said)];
  const name = names.find(one => one !== undefined && Object.hasOwn(given, one));
  const place = name === undefined ? undefined : given[name];
  if (place === undefined) return undefined;
  const [, path = place, id] = /^(.*?)(?:#([^#/\\]+))?$/s.exec(place) ?? [];
  return { kind: 'file', file: resolve(first, path), id } as const;
}

function placeInTemplates<Host extends SpeakingHost>({ node, text }: Said, hosts: readonly Host[]) {
  for (const host of hosts) {
    const machine = (text === undefined ? undefined : machineSaid(text, host)) ?? (node && machineNamed(node, host));
    if (machine?.definition || machine?.link) return { kind: 'template', host, machine } as const;
  }
  return undefined;
}

function placeBeside(said: string, caller: string, { first, resolve, isThere }: FilesAtHand) {
  for (const name of namesOf(said)) {
    for (const from of new Set([caller, first])) {
      const file = ENDINGS.map(ending => resolve(from, name + ending)).find(isThere);
      if (file !== undefined) return { kind: 'file', file, id: undefined } as const;
    }
  }
  return undefined;
}

/** `arn:…:stateMachine:Pay` and `${Pay.Arn}` are `Pay`; `${PayArn}` is `PayArn`, or `Pay`. */
function namesOf(said: string): readonly string[] {
  const [filled] = filledName(said)?.split('.') ?? [];
  const name = nameInArn(said) ?? filled;
  if (name === undefined) return [];
  return [...new Set([name, name.replace(/(?:StateMachine)?Arn$/, '') || name])];
}
