// The commands that need the engine: a bundle beside the command line's own, loaded when one of them is called.
// `check` runs on every save and in every commit hook and must not pay for reading this.
export { diff } from './commands/diff.ts';
export { dump } from './commands/dump.ts';
export { evaluate } from './commands/eval.ts';
export { graph } from './commands/graph.ts';
export { run } from './commands/run.ts';
