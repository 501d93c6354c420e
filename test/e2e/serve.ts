// `npm run vscode` where no VS Code is installed: serves one on loopback until it is interrupted. VSIX FOLDER
import { startCodeServer } from './codeServer.ts';

const [vsix = '', folder = ''] = process.argv.slice(2);
const { url, stop } = await startCodeServer({ vsix });
console.log(`
The examples are open at

  ${url}/?${new URLSearchParams({ folder }).toString()}

Open vm1.xml. Ctrl+C ends it.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));
