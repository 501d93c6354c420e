import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { ScanProgress } from './fleets.ts';

/** Shows in the client how far the reading of the workspace has come; nothing in clients that cannot. */
export async function showScan(
  connection: Connection,
  client: InitializeParams['capabilities'],
  total: number,
): Promise<ScanProgress> {
  if (client.window?.workDoneProgress !== true) return { step: () => {}, end: () => {} };
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin('Libvirt XML: reading the guests of the workspace', 0, `0 of ${total}`);
  let shown = 0;
  return {
    step: (done) => {
      const percent = Math.floor((done * 100) / total);
      if (percent === shown) return;
      shown = percent;
      progress.report(percent, `${done} of ${total}`);
    },
    end: () => {
      progress.done();
    },
  };
}
