// The language server's process. Speaks over whatever the command line says: --stdio, --node-ipc or --socket.
import { createConnection, ProposedFeatures } from './lsp.ts';
import { serve } from './session.ts';

serve(createConnection(ProposedFeatures.all));
