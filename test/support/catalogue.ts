// The catalogue of AWS's APIs for tests: the file that is shipped.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { awsCatalogue, type Catalogue, provideCatalogue } from '../../language/index.ts';

export const CATALOGUE = 'language/catalogue/aws.catalogue';

/** As the language server and the command line do when they start. */
export function useCatalogue(): Catalogue | undefined {
  provideCatalogue({
    bytes: () => fs.readFileSync(CATALOGUE),
    decompress: part => zlib.brotliDecompressSync(part).toString('utf8'),
  });
  return awsCatalogue();
}
