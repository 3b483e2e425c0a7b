// A file for values of the past that have no room in memory. It stands in a temporary folder that nobody sees where the system can
// take the name of an open file away; elsewhere it is removed at the end.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Spill } from '../interpreter/index.ts';
import { reason } from './definitionFile.ts';

interface Place {
  readonly at: number;
  readonly length: number;
}

/** `report` hears once, in a sentence, when nothing can be written any more. What was written can still be read. */
export function createSpill(report: (problem: string) => void, folder = os.tmpdir()): Spill {
  const places: Place[] = [];
  let file: number | undefined;
  let own: string | undefined;
  let end = 0;
  let isBroken = false;

  function open(): number {
    own = fs.mkdtempSync(path.join(folder, 'stepthrough-past-'));
    const opened = fs.openSync(path.join(own, 'values'), 'w+', 0o600);
    // It stays open without a name.
    fs.rmSync(own, { recursive: true, force: true });
    return opened;
  }

  return {
    write(text) {
      if (isBroken) return undefined;
      try {
        file ??= open();
        const bytes = Buffer.from(text, 'utf8');
        for (let done = 0; done < bytes.length; )
          done += fs.writeSync(file, bytes, done, bytes.length - done, end + done);
        places.push({ at: end, length: bytes.length });
        end += bytes.length;
        return places.length - 1;
      } catch (error) {
        isBroken = true;
        report(`The past of this execution stays in memory from here on: ${reason(error)}.`);
        return undefined;
      }
    },
    read(name) {
      const place = places[name];
      if (!place || file === undefined) return 'null';
      const bytes = Buffer.alloc(place.length);
      fs.readSync(file, bytes, 0, place.length, place.at);
      return bytes.toString('utf8');
    },
    close() {
      if (file !== undefined) fs.closeSync(file);
      file = undefined;
      if (own !== undefined) fs.rmSync(own, { recursive: true, force: true });
    },
  };
}
