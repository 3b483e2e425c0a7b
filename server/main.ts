// The language server's process. Speaks over whatever the command line says: --stdio, --node-ipc or --socket.
import { provideCatalogue } from '../language/index.ts';
import { catalogueFile } from './catalogueFile.ts';
import { createConnection, ProposedFeatures } from './lsp.ts';
import { serve } from './session.ts';

provideCatalogue(catalogueFile(__dirname));
serve(createConnection(ProposedFeatures.all));
