// What a user does in VS Code and sees there. The selectors are VS Code's internals: the harness pins its version.
import type { Locator, Page } from 'playwright-core';
import { colourOf, placeOf, underlinedTexts } from './visibleText.ts';

/** The first sign of life of an extension may take this long on a loaded machine. */
const PATIENCE = 45_000;
const PROMPT = 15_000;

export type Underline = 'error' | 'warning' | 'info' | 'hint';

export interface Editor {
  readonly page: Page;
  /** Waits until the folder's files are listed. */
  readonly untilReady: () => Promise<void>;
  readonly open: (file: string) => Promise<void>;
  /** Opens a file by its absolute path, wherever it lies. */
  readonly openPath: (path: string) => Promise<void>;
  /** A new, unsaved document in the language. */
  readonly newUntitled: (language: string) => Promise<void>;
  /** Puts the cursor before the first place of a text that is in view. */
  readonly putCursorAt: (text: string) => Promise<void>;
  readonly goTo: (line: number, column: number) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly press: (...keys: string[]) => Promise<void>;
  readonly underlined: (kind: Underline) => Promise<readonly string[]>;
  /** Waits until exactly these texts are underlined, in their order. */
  readonly untilUnderlined: (kind: Underline, texts: readonly string[]) => Promise<void>;
  /** Waits until the Problems panel shows a row with the text; gives its row. */
  readonly problem: (text: string | RegExp) => Promise<Locator>;
  /** Waits until the Problems panel, which is open, shows no row with the text. */
  readonly untilNoProblem: (text: string) => Promise<void>;
  /** Rests the mouse on a text that is in view; gives the hover's whole text. */
  readonly hover: (text: string, expected: string | RegExp) => Promise<string>;
  readonly leave: () => Promise<void>;
  /** Ctrl+. at the cursor: the titles in the menu. */
  readonly quickFixes: () => Promise<readonly string[]>;
  readonly choose: (title: string | RegExp) => Promise<void>;
  /** Waits for a suggestion with the text; gives all labels in view. */
  readonly suggestions: (expected: string | RegExp) => Promise<readonly string[]>;
  /** Takes the suggestion with the text. */
  readonly take: (label: string | RegExp) => Promise<void>;
  readonly runCommand: (name: string) => Promise<void>;
  /** The commands that the palette finds. */
  readonly commands: (name: string) => Promise<readonly string[]>;
  /** Takes the entry with the text from the list that is open, which must be the first. */
  readonly pick: (label: string) => Promise<void>;
  /** Takes an entry by its text, wherever it stands in the list that is open. */
  readonly pickListed: (label: string | RegExp) => Promise<void>;
  /** Runs a command, and picks one of each list that it opens in turn. A list that closes by itself, as that of the tasks may, is asked for again. */
  readonly runAndPick: (name: string, ...labels: readonly string[]) => Promise<void>;
  /** Writes into the input box that is open; gives what it says of it, once that holds the text. */
  readonly fillIn: (text: string, expected?: string | RegExp) => Promise<string>;
  /** Waits for the modal dialog with the text; gives its whole text. */
  readonly dialog: (expected: string | RegExp) => Promise<string>;
  readonly answerDialog: (button: string) => Promise<void>;
  /** Waits for the notification with the text, and presses its button where one is named; gives its text. */
  readonly notification: (expected: string | RegExp, button?: string) => Promise<string>;
  /** Opens a terminal and runs a line in it. */
  readonly inTerminal: (line: string) => Promise<void>;
  /** Waits until the editor of this file is the active one; gives the file's name. */
  readonly untilOpen: (name: string | RegExp) => Promise<string>;
  /** Answers the file dialog that is open. */
  readonly chooseFile: (path: string) => Promise<void>;
  /** Waits for a Markdown preview with this heading. */
  readonly untilPreview: (heading: string) => Promise<void>;
  /** Waits until VS Code says that the folder is not trusted. */
  readonly untilRestricted: () => Promise<void>;
  /** Trusts the folder. */
  readonly trust: () => Promise<void>;
  /** Waits until the grammar has coloured the text. */
  readonly untilColoured: () => Promise<void>;
  /** The colour of a text that is in view. */
  readonly colour: (text: string, inLineWith?: string) => Promise<string>;
  /** Opens the language status (the braces beside the language's name); gives its text. */
  readonly languageStatus: (expected?: string | RegExp) => Promise<string>;
  readonly hasLanguageStatus: () => Promise<boolean>;
}

/** The editor in a page that shows VS Code's workbench. */
export function editorOn(page: Page): Editor {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const quickInput = page.locator('.quick-input-widget input').first();
  const menu = page.locator('.action-widget .monaco-list-row.action');
  const tab = (name: string) => page.locator('.tab.active', { hasText: name });
  const answer = async (key: string, text: string) => {
    await press(key);
    await quickInput.fill(text);
  };

  /** Opens a list anew and writes into its field. */
  const reopen = async (key: string, text: string) => {
    await press('Escape');
    await answer(key, text);
  };

  /** Takes the first row of the list that is open, which must show the text. */
  const pick = async (label: string) => {
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: label })
      .waitFor({ timeout: PROMPT });
    await press('Enter');
  };
  /** The palette that was opened before a command was known does not learn of it: it is opened anew. */
  const runCommand = async (name: string) => {
    const whole = new RegExp(
      `^${name.replace(/[.()…]/g, '').replaceAll(' ', '\\s')}(…|\\.\\.\\.)?$`,
    );
    const command = page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: whole }) })
      .first();
    await until(command, () => reopen('F1', `>${name}`));
    await command.click();
  };
  /** The dialog lists its own folder first and then, late, writes that into the field over what was written before. */
  const answerFileDialog = async (path: string) => {
    const list = page.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).first();
    await list.waitFor({ timeout: PATIENCE });
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      await quickInput.fill(path);
      await page.waitForTimeout(500);
      if ((await quickInput.inputValue()) !== path) continue;
      await press('Enter');
      // While it still reads a folder, it takes no answer.
      if (await appears(page.locator('.quick-input-widget:visible'), 2_000, 'detached')) return;
    }
    throw new Error(`the file dialog does not take ${path}`);
  };

  return {
    page,
    press,
    untilReady: () =>
      page
        .locator('.explorer-folders-view .monaco-list-row')
        .first()
        .waitFor({ timeout: PATIENCE }),
    open: async (file) => {
      const name = file.replace(/^.*\//, '');
      const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name });
      await until(row, () => reopen('Control+P', file));
      await press('Enter');
      await tab(name).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    openPath: async (path) => {
      await press('Control+O');
      await answerFileDialog(path);
      await tab(path.replace(/^.*\//, '')).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    newUntitled: async (language) => {
      await press('Control+Alt+N');
      await tab('Untitled').waitFor();
      // Right after the start, VS Code does not know all its languages yet, and the open list does not learn them.
      const listed = page.locator('.quick-input-list .monaco-list-row', { hasText: language });
      for (let tries = 0; tries < 10; tries++) {
        await runCommand('Change Language Mode');
        await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
        await quickInput.fill(language);
        await page.waitForTimeout(500);
        if ((await listed.count()) > 0) break;
        await press('Escape');
      }
      await pick(language);
    },
    putCursorAt: async (text) => {
      const { x, y } = await placeOf(page, text);
      await page.mouse.click(x, y);
    },
    goTo: async (line, column) => {
      await answer('Control+G', `:${line}:${column}`);
      await press('Enter');
    },
    type: (text) => page.keyboard.type(text, { delay: 5 }),
    underlined: (kind) => underlinedTexts(page, kind),
    untilUnderlined: async (kind, texts) => {
      const deadline = Date.now() + PATIENCE;
      for (;;) {
        const now = await underlinedTexts(page, kind);
        if (now.join('\n') === texts.join('\n')) return;
        if (Date.now() > deadline)
          throw new Error(
            `underlined as ${kind}: ${JSON.stringify(now)}, not ${JSON.stringify(texts)}`,
          );
        await page.waitForTimeout(100);
      }
    },
    problem: async (text) => {
      const panel = page.locator('.markers-panel');
      const row = panel.locator('.monaco-list-row', { hasText: text }).first();
      // What else opens in the panel at the same time may take its place.
      await until(row, async () => {
        if (!(await panel.isVisible())) await press('Control+Shift+M');
      });
      return row;
    },
    untilNoProblem: (text) =>
      page
        .locator('.markers-panel .monaco-list-row', { hasText: text })
        .first()
        .waitFor({ state: 'detached', timeout: PATIENCE }),
    hover: async (text, expected) => {
      const box = page.locator('.monaco-hover:visible', { hasText: expected }).first();
      // What comes in above the line, such as a code lens, moves the text away from under the mouse.
      await until(box, async () => {
        await page.mouse.move(1000, 30);
        const { x, y } = await placeOf(page, text);
        await page.mouse.move(x, y, { steps: 4 });
      });
      return box.innerText();
    },
    leave: async () => {
      await page.mouse.move(1000, 30);
      await press('Escape');
    },
    quickFixes: async () => {
      // Before the finding is there, there is nothing to fix.
      await until(menu.first(), () => press('Escape', 'Control+.'));
      return (await menu.allInnerTexts()).map((title) => title.trim());
    },
    choose: async (title) => {
      await menu.filter({ hasText: title }).first().click();
    },
    suggestions: async (expected) => {
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      const wanted = rows.filter({ hasText: expected }).first();
      if (!(await appears(wanted, 3_000)))
        await until(wanted, async () => {
          if (await rows.first().isVisible()) await press('Escape');
          await press('Control+Space');
        });
      return (await rows.allInnerTexts()).map((label) => label.replaceAll(/\s+/g, ' ').trim());
    },
    take: async (label) => {
      await page
        .locator('.suggest-widget.visible .monaco-list-row', { hasText: label })
        .first()
        .click();
    },
    runCommand,
    commands: async (name) => {
      await answer('F1', `>${name}`);
      await page.waitForTimeout(500);
      const found = await page
        .locator('.quick-input-list .monaco-list-row', { hasText: name })
        .allInnerTexts();
      await press('Escape');
      return found;
    },
    pick,
    pickListed: async (label) => {
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: label })
        .first()
        .click({ timeout: PROMPT });
    },
    runAndPick: async (name, ...labels) => {
      const pickAll = async (): Promise<boolean> => {
        await runCommand(name);
        for (const hasText of labels) {
          const row = page.locator('.quick-input-list .monaco-list-row', { hasText }).first();
          if (!(await appears(row, 5_000))) return false;
          await row.click();
        }
        return true;
      };
      for (const end = Date.now() + PATIENCE; Date.now() < end;) if (await pickAll()) return;
      throw new Error(`${name} does not list ${labels.join(', then ')}`);
    },
    fillIn: async (text, expected = '') => {
      await quickInput.fill(text);
      const said = page.locator('.quick-input-message', { hasText: expected });
      await said.waitFor({ timeout: PROMPT });
      return said.innerText();
    },
    dialog: async (expected) => {
      const box = page.locator('.monaco-dialog-box', { hasText: expected });
      await box.waitFor({ timeout: PROMPT });
      return box.innerText();
    },
    answerDialog: async (button) => {
      const box = page.locator('.monaco-dialog-box');
      await box.locator('.monaco-button', { hasText: button }).click();
      await box.waitFor({ state: 'detached' });
    },
    notification: async (expected, button) => {
      const toast = page.locator('.notification-toast', { hasText: expected }).first();
      await toast.waitFor({ timeout: PATIENCE });
      const text = await toast.innerText();
      if (button !== undefined) await toast.locator('.monaco-button', { hasText: button }).click();
      return text;
    },
    inTerminal: async (line) => {
      await runCommand('Terminal: Create New Terminal');
      const terminal = page.locator('.terminal-wrapper.active');
      await terminal.locator('.xterm-screen').waitFor({ timeout: PATIENCE });
      await terminal.locator('.xterm-helper-textarea').focus();
      await page.keyboard.type(`${line}\n`);
    },
    untilOpen: async (name) => {
      const tab = page.locator('.tab.active', { hasText: name });
      await tab.waitFor({ timeout: PATIENCE });
      await page.locator('.editor-instance .view-line').first().waitFor();
      return (await tab.getAttribute('data-resource-name')) ?? '';
    },
    chooseFile: answerFileDialog,
    untilPreview: async (heading) => {
      const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await preview.locator('h1', { hasText: heading }).waitFor({ timeout: PROMPT });
    },
    untilRestricted: () =>
      page
        .locator('.statusbar-item', { hasText: 'Restricted Mode' })
        .waitFor({ timeout: PATIENCE }),
    trust: async () => {
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
      await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
    },
    untilColoured: () => page.locator('.view-line .mtk5, .view-line .mtk6').first().waitFor(),
    colour: (text, inLineWith) => colourOf(page, text, inLineWith),
    languageStatus: async (expected = /./) => {
      const box = page.locator('.monaco-hover:visible', { hasText: expected }).first();
      await until(box, async () => {
        await press('Escape');
        await page.locator('[id="status.languageStatus"]').click({ timeout: PATIENCE });
      });
      return box.innerText();
    },
    hasLanguageStatus: () => page.locator('[id="status.languageStatus"]').isVisible(),
  };
}

/** Does what brings something about, again and again: an editor that is busy may miss it. */
async function until(what: Locator, act: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    await act();
    if (await appears(what, 3_000)) return;
  }
  throw new Error(`there is no ${String(what)}`);
}

function appears(
  what: Locator,
  timeout: number,
  state: 'visible' | 'detached' = 'visible',
): Promise<boolean> {
  return what.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}
