// Stands in for the native module that ends the extension host with its parent. The host polls its parent's process
// id by itself, so there is nothing to start.
exports.start = () => undefined;
exports.exit = code => process.exit(code ?? 0);
