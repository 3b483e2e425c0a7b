// The extension's entry in a browser. Languages and grammars come from the manifest; what needs a process of its own (the
// language server, the debugger) is not here yet.
export function activate(): void {
  return;
}
