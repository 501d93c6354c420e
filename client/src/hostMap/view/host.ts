import type { FromPage, Kept } from '../messages.ts';

/** What VS Code gives to a page of its own. */
declare function acquireVsCodeApi(): {
  readonly postMessage: (message: FromPage) => void;
  readonly setState: (state: Kept) => void;
};

const code = acquireVsCodeApi();

export const tell = (message: FromPage): void => code.postMessage(message);

/** Is there again after the window was reloaded. */
export const keep = (state: Kept): void => code.setState(state);
