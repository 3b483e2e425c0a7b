// Keeps a package out of a bundle until it is first called: the command line reads a JSON definition in the time Node
// needs to start, and must not pay for reading the YAML parser.

/**
 * An esbuild plugin: the named functions of the package become stubs that load `file`, a bundle beside this one, when one
 * of them is first called.
 * @param {string} name @param {string} file @param {readonly string[]} functions
 * @returns {import('esbuild').Plugin}
 */
export function lazyPackage(name, file, functions) {
  const stubs = functions.map(one => `export const ${one} = (...args) => loaded().${one}(...args);`);
  const contents = `let module;\nconst loaded = () => (module ??= require('./${file}'));\n${stubs.join('\n')}`;
  return {
    name: `lazy-${name}`,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: 'lazy' }));
      build.onResolve({ filter: new RegExp(`^\\./${file.replaceAll('.', '\\.')}$`), namespace: 'lazy' }, () => ({
        path: `./${file}`,
        external: true,
      }));
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'lazy' }, () => ({ contents, loader: 'js' }));
    },
  };
}
