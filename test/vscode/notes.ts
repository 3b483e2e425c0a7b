// What tests want said about a good run, such as a measured time. Kept outside the modules, because the suite and its
// entry are bundled apart and would each have a list of their own.

declare global {
  var stepthroughTestNotes: string[] | undefined;
}

export function note(line: string): void {
  globalThis.stepthroughTestNotes = [...notes(), line];
}

export function notes(): readonly string[] {
  return globalThis.stepthroughTestNotes ?? [];
}
