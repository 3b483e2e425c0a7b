// The debug adapter's process: one session over standard input and output.
import { StepthroughSession } from './session.ts';

const session = new StepthroughSession();
session.start(process.stdin, process.stdout);
