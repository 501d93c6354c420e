import { findingsOf } from '../analysis/findings.ts';
import { checkHostFiles, type HostFile } from '../analysis/hostFiles.ts';
import type { RuleSettings } from '../analysis/world.ts';
import type { SourcedDescription } from '../host/factSources.ts';
import type { HostTopology } from '../host/topology.ts';
import type { FileReport } from '../report/fileReport.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { Environment } from './environment.ts';

export interface ReadHosts {
  /** What the readable files describe together. */
  readonly host: HostTopology | undefined;
  readonly descriptions: readonly SourcedDescription[];
  /** Of the files with findings and of the unreadable ones, in the order given. */
  readonly reports: readonly FileReport[];
}

/** Reads the host files that were named. One that cannot be read is a finding of its own; the others are still used. */
export async function readHosts(
  paths: readonly string[],
  rules: RuleSettings,
  environment: Environment,
): Promise<ReadHosts> {
  const files: HostFile[] = [];
  const errors = new Map<string, string>();
  const names = [...new Set(paths)];
  for (const name of names) {
    const read = await readText(name, environment);
    if ('error' in read) errors.set(name, read.error);
    else files.push({ name, text: read.text });
  }
  const { host, descriptions, findings } = checkHostFiles(files, rules);
  const reports = names.map((path): FileReport => {
    const error = errors.get(path);
    if (error !== undefined) return unreadableHost(path, error, rules);
    const index = files.findIndex(({ name }) => name === path);
    const text = files[index]?.text ?? '';
    const found = findings[index] ?? [];
    return { path, status: 'linted', domain: undefined, text, findings: found };
  });
  return {
    host,
    descriptions,
    reports: reports.filter(({ status, findings: f }) => status === 'unreadable' || f.length > 0),
  };
}

async function readText(
  path: string,
  environment: Environment,
): Promise<{ readonly text: string } | { readonly error: string }> {
  const content = await environment.readFile(path);
  if ('error' in content) return content;
  const { text, problem } = decodeText(content.bytes, content.cut);
  return problem === undefined ? { text } : { error: problem };
}

function unreadableHost(path: string, error: string, rules: RuleSettings): FileReport {
  const message = `the host file cannot be used: ${error}`;
  const report = { range: { start: 0, end: 0 }, message };
  const findings = findingsOf([{ rule: 'host/unreadable', report }], rules, 0);
  return { path, status: 'unreadable', domain: undefined, text: '', findings };
}
