import { closeAll, pictureAll } from './workbench.ts';

/** Mocha's root hooks: a failed test leaves pictures, and nothing stays running. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state === 'failed') await pictureAll(test.title.replace(/\W+/g, '-'));
  },
  async afterAll(): Promise<void> {
    await closeAll();
  },
};
