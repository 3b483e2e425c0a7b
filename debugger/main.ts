// The debug adapter's process: one session over standard input and output.
import { catalogueFile } from '../host/index.ts';
import { provideCatalogue } from '../language/index.ts';
import { nodeEnvironment } from './nodeEnvironment.ts';
import { StepthroughSession } from './session.ts';
import { serve } from './stdio.ts';

provideCatalogue(catalogueFile(__dirname));
serve(new StepthroughSession(nodeEnvironment()), process.stdin, process.stdout);
