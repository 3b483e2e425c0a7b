// What the language server loads late: all that reads definitions, and where it finds what is known of AWS's APIs.
import { provideCatalogue } from '../language/index.ts';
import { catalogueFile } from './catalogueFile.ts';

export { serve } from './session.ts';

provideCatalogue(catalogueFile(__dirname));
