import { visible } from '../report/visible.ts';
import { readArgs } from './args.ts';
import type { Environment } from './environment.ts';
import { explain } from './explain.ts';
import { guard } from './guard.ts';
import { hostCapture } from './hostCapture.ts';
import { hostShow } from './hostShow.ts';
import { lint } from './lint.ts';
import { listRules } from './listRules.ts';
import { plan } from './plan.ts';
import { printedConfig } from './printConfig.ts';
import { projectRules } from './projectRules.ts';
import { USAGE, usageOf } from './usage.ts';

/**
 * Runs the command line. Fulfils with the exit code: 0 nothing at or above the fail level, 1 findings, 2 misuse or something
 * that could not be read or done. Never rejects, unless the environment does.
 * @param argv the arguments behind the program's name
 */
export async function cli(argv: readonly string[], environment: Environment): Promise<number> {
  const { out, err } = environment;
  try {
    const command = readArgs(argv);
    switch (command.kind) {
      case 'help':
        await out(command.command === undefined ? USAGE : usageOf(command.command));
        return 0;
      case 'version':
        await out(`${environment.version}\n`);
        return 0;
      case 'completion':
        await out(command.script);
        return 0;
      case 'misuse':
        await err(
          `libvirt-xml: ${visible(command.message)}\nTry 'libvirt-xml ${command.command === undefined ? '' : `${command.command} `}--help'.\n`,
        );
        return 2;
      case 'rules': {
        const project = await projectRules(command.config, environment);
        await out(listRules(command.format, environment.colour, project.rules));
        return project.isUnreadable ? 2 : 0;
      }
      case 'explain':
        return await explain(command.rule, command.config, environment);
      case 'host capture':
        return await hostCapture(command, environment);
      case 'host show':
        return await hostShow(command, environment);
      case 'guard':
        return await guard(command, environment);
      case 'print-config':
        await out(await printedConfig(command, environment));
        return 0;
      case 'plan':
        return await plan(command, environment);
      case 'lint':
        return await lint(command, environment);
    }
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await err(`libvirt-xml: internal error\n${text}\n`);
    return 2;
  }
}
