import assert from 'node:assert/strict';
import { openWindow } from './workbench.ts';

const guest = (mode: string) => `<domain type='kvm'>
  <name>${mode}</name>
  <memory unit='GiB'>1</memory>
  <vcpu>2</vcpu>
  <numatune>
    <memory mode='${mode}' nodeset='0'/>
  </numatune>
</domain>
`;

describe('the task', () => {
  it('checks the folder, files that nobody has opened too, and lists what it finds in the Problems panel', async () => {
    const window = await openWindow({
      files: {
        'guests/bad.xml': guest('strikt'),
        'guests/good.xml': guest('strict'),
        'pom.xml': '<project/>\n',
        'readme.txt': '',
      },
    });
    await window.open('pom.xml');
    await window.runAndPick('Tasks: Run Task', 'libvirt-xml', 'check all domains');
    const row = await window.problem('strikt');
    await window.picture('task');
    const text = await row.innerText();
    assert.match(text, /libvirt-xml/);
    assert.match(text, /numatune\/bad-mode/);
    assert.match(text, /Ln 6, Col 19/);
    await row.dblclick();
    await window.untilOpen('bad.xml');
    await window.untilUnderlined('error', ['strikt']);
  });

  it('is configured in tasks.json: which paths, and options of the command line', async () => {
    const window = await openWindow({
      files: {
        'guests/bad.xml': guest('strikt'),
        'others/worse.xml': guest('stryct'),
        'pom.xml': '<project/>\n',
        '.vscode/tasks.json': JSON.stringify({
          version: '2.0.0',
          tasks: [
            {
              type: 'libvirt-xml',
              label: 'guests alone',
              paths: ['guests'],
              args: ['--rule', 'numatune/bad-mode=warning'],
              problemMatcher: ['$libvirt-xml'],
            },
          ],
        }),
      },
    });
    await window.open('pom.xml');
    await window.runAndPick('Tasks: Run Task', 'guests alone');
    const row = await window.problem('strikt');
    await window.picture('task-configured');
    await row.locator('.codicon-warning').waitFor();
    await window.untilNoProblem('stryct');
  });
});
