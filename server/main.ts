// The language server's process. Speaks over whatever the command line says: --stdio, --node-ipc or --socket.
import { serve } from './late.ts';
import { createConnection, ProposedFeatures } from './lsp.ts';
import { start } from './start.ts';

start(options => createConnection(ProposedFeatures.all, options), serve);
