import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import { hostText } from './hosts.ts';

const FOLDER = join(import.meta.dirname, '../hosts');

describe('host files with the line ends of Windows', () => {
  const files = readdirSync(FOLDER, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(FOLDER, path)).isFile())
    .sort();
  for (const path of files)
    it(`tell the same: ${path}`, () => {
      const text = hostText(path);
      const read = readHostFile(text, path);
      const crlf = readHostFile(text.replaceAll('\n', '\r\n'), path);
      assert.deepEqual(crlf.topology, read.topology);
      const told = ({ problems }: typeof read) =>
        problems.map(({ rule, message }) => [rule, message]);
      assert.deepEqual(told(crlf), told(read));
    });
});
