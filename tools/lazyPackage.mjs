// Keeps a package or a part of a room out of a bundle until it is first called: the command line reads a JSON definition
// in the time Node needs to start, and must not pay for reading the YAML parser.

/**
 * An esbuild plugin: the named functions of the package become stubs that load `file`, a bundle beside this one, when one
 * of them is first called.
 * @param {string} name @param {string} file @param {readonly string[]} functions
 * @returns {import('esbuild').Plugin}
 */
export function lazyPackage(name, file, functions) {
  return lazyModule(new RegExp(`^${name}$`), file, functions);
}

/**
 * The same for modules whose path is like `filter`. Among themselves they are not kept apart, nor from what makes `file`
 * of them (`part`).
 * @param {RegExp} filter @param {string} file @param {readonly string[]} functions
 * @param {RegExp} from only for importers like this
 * @returns {import('esbuild').Plugin}
 */
export function lazyModule(filter, file, functions, from = /(?:)/) {
  const namespace = `lazy-${file}`;
  const stubs = functions.map(one => `export const ${one} = (...args) => loaded().${one}(...args);`);
  const contents = `let module;\nconst loaded = () => (module ??= require('./${file}'));\n${stubs.join('\n')}`;
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter }, ({ importer, namespace: where }) =>
        where === PART || filter.test(importer) || !from.test(importer)
          ? undefined
          : { path: file, namespace, sideEffects: false },
      );
      build.onResolve({ filter: new RegExp(`^\\./${file.replaceAll('.', '\\.')}$`), namespace }, () => ({
        path: `./${file}`,
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, loader: 'js' }));
    },
  };
}

const PART = 'part';

/**
 * Entry points that hold nothing but functions of several modules, which is what stubs load.
 * @param {Record<string, { modules: Record<string, readonly string[]> }>} parts
 * @returns {import('esbuild').Plugin}
 */
export function part(parts) {
  return {
    name: PART,
    setup(build) {
      build.onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice('part:'.length), namespace: PART }));
      build.onLoad({ filter: /.*/, namespace: PART }, ({ path }) => ({
        contents: Object.entries(parts[path]?.modules ?? {})
          .map(([module, functions]) => `export { ${functions.join(', ')} } from './${module}';`)
          .join('\n'),
        resolveDir: build.initialOptions.absWorkingDir,
      }));
    },
  };
}

/**
 * Modules whose path is like `filter` are in `file`, a bundle beside this one that several share.
 * @param {RegExp} filter @param {string} file
 * @returns {import('esbuild').Plugin}
 */
export function besides(filter, file) {
  return {
    name: `besides-${file}`,
    setup(build) {
      build.onResolve({ filter }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: `./${file}`, external: true },
      );
    },
  };
}
