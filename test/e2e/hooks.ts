import { beginTest, closeAll, endTest } from './workbench.ts';

process.once('SIGTERM', () => process.exit(143));

/** Mocha's root hooks: a failed test leaves pictures, and nothing stays open or running. */
export const mochaHooks = {
  beforeEach(): void {
    beginTest();
  },
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    await endTest(test?.state === 'failed' ? test.title.replace(/\W+/g, '-') : undefined);
  },
  async afterAll(): Promise<void> {
    await closeAll();
  },
};
