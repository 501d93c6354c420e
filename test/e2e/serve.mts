// `npm run vscode` where no VS Code is installed: serves one on loopback until it is interrupted. VSIX FOLDER
import { startCodeServer } from './codeServer.ts';

const [vsix = '', folder = ''] = process.argv.slice(2);
const { url, stop } = await startCodeServer({ extensions: [vsix] });
console.log(`
The examples are open at

  ${url}/?${new URLSearchParams({ folder }).toString()}

Open vm1.xml. Ctrl+C ends it.`);
let stopping: Promise<void> | undefined;
// Not once: the terminal and the program that started this one may both pass the signal on.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void (stopping ??= stop().then(() => process.exit(0))));
