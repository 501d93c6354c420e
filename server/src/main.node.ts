import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { nodeEnvironment } from './lsp/nodeEnvironment.ts';
import { startServer } from './lsp/server.ts';

// The bundle stands in dist/, beside the package's docs/.
startServer(
  createConnection(ProposedFeatures.all),
  nodeEnvironment(join(__dirname, '..'), version),
);
