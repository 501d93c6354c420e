// `npm start`: the main job in the terminal, on the examples. Runs before anything is installed.
import { run } from './run.mjs';

const lint = ['dist/cli.js', 'lint', '--host', 'examples/libvirt-xml.host.txt'];
const guests = ['examples/vm1.xml', 'examples/healthy.xml'];

if ((await run(process.execPath, ['scripts/build.mjs'])) !== 0) {
  console.error('the build failed');
  process.exit(1);
}
console.log(`
A host with three NUMA nodes, as 'numactl -H' told (examples/libvirt-xml.host.txt), and two guests:
vm1, whose 35 GiB are bound to node 0 with strict, and one that is healthy.

  $ libvirt-xml ${[...lint.slice(1), ...guests].join(' ')}
`);
const code = await run(process.execPath, [...lint, ...guests]);
if (code > 1) {
  console.error(`the check itself failed with exit code ${code}`);
  process.exit(1);
}
console.log(`
The same while typing, with hovers and quick fixes: npm run vscode`);
