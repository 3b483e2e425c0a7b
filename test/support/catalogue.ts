// The catalogue of AWS's APIs for tests: the file that is shipped.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { provideCatalogue } from '../../language/index.ts';

export const CATALOGUE = 'language/catalogue/aws.catalogue';

provideCatalogue({
  bytes: () => fs.readFileSync(CATALOGUE),
  decompress: part => zlib.brotliDecompressSync(part).toString('utf8'),
});
