// Stands in for the native module with which the Git extension copies files into new worktrees without doubling them on
// disk. That extension does not start without it.
const fs = require('node:fs/promises');

exports.cp = (from, to, options) => fs.cp(from, to, options);
