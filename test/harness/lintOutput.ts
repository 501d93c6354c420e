import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment } from './memoryEnvironment.ts';
import { hostFilesOf } from './world.ts';

/** What `libvirt-xml lint --host HOST guest.xml` prints of a text and the test host of that name, without colours. */
export async function lintOutput(text: string, hosts: string | undefined): Promise<string> {
  const hostFiles = hosts === undefined ? [] : hostFilesOf(hosts);
  const files = Object.fromEntries(hostFiles.map((file) => [`/${file.name}`, file.text]));
  const environment = memoryEnvironment({ ...files, '/guest.xml': text });
  const options = hostFiles.flatMap(({ name }) => ['--host', name]);
  await cli(['lint', ...options, 'guest.xml'], environment);
  return environment.printed.stdout;
}
