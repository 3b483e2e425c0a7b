// Where the catalogue of AWS's APIs is asked for. It is part of the table of the language, and too large for a bundle: the
// process that has a disk, or has fetched the file, says once how it is read. Nothing is read before somebody asks.
import { type Catalogue, type CatalogueFile, openCatalogue } from '../catalogue/catalogue.ts';

let file: CatalogueFile | undefined;
let opened: Catalogue | undefined;

/** Said once, when a process starts. Without it everything else works, and nothing is known of AWS's APIs. */
export function provideCatalogue(from: CatalogueFile | undefined): void {
  file = from;
  opened = undefined;
}

export function awsCatalogue(): Catalogue | undefined {
  if (opened || !file) return opened;
  opened = openCatalogue(file);
  // A file that cannot be read is not tried again for every state.
  if (!opened) file = undefined;
  return opened;
}
