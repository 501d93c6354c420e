import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseVersion } from '../host/parseVersion.ts';
import type { Version } from '../host/topology.ts';
import type { SchemaSource } from './schemas.ts';

/** Where libvirt is installed: by distributions, by hand, by Homebrew and MacPorts, and on NixOS. */
const PREFIXES = ['/usr', '/usr/local', '/opt/homebrew', '/opt/local', '/run/current-system/sw'];

/** Below the package's folder: what `npm run package -- --schemas DIR` puts into a package. */
const PACKAGED = 'dist/schemas';

/**
 * The folders of this machine in which schemas lie, the first to be taken: an installed libvirt's, then the package's own.
 * @param root where the machine's files begin
 */
export function schemaFolders(packageFolder: string, root: string = ''): readonly SchemaSource[] {
  const installed = PREFIXES.map((prefix) => `${root}${prefix}/share/libvirt/schemas`);
  const packaged = join(packageFolder, PACKAGED).replaceAll('\\', '/');
  return [...installed, packaged]
    .filter((folder) => isFile(`${folder}/domain.rng`))
    .map((folder) => ({ folder, version: schemaRelease(folder), isGuess: true }));
}

/**
 * The release of the libvirt whose schemas lie in a folder, as far as what lies beside it tells: the library's name for an installed
 * one (`libvirt.so.0.11003.0` is 11.3.0: libvirt meson.build, `libvirt_lib_version`), meson.build for a source tree, `release` in a package.
 */
export function schemaRelease(folder: string): Version | undefined {
  const stated = readShort(join(folder, 'release'));
  if (stated !== undefined) return parseVersion(stated.trim());
  if (folder.endsWith('/src/conf/schemas')) {
    const build = readShort(join(folder, '../../../meson.build'));
    return parseVersion(/^\s*version: '([\d.]+)'/m.exec(build ?? '')?.[1] ?? '');
  }
  const prefix = /^(.*)\/share\/libvirt\/schemas$/.exec(folder)?.[1];
  return prefix === undefined ? undefined : releaseBelow(prefix);
}

function releaseBelow(prefix: string): Version | undefined {
  const folders = ['lib64', 'lib'].flatMap((name) => {
    const folder = `${prefix}/${name}`;
    const multiarch = namesIn(folder).filter((inner) => /-linux-gnu[a-z0-9]*$/.test(inner));
    return [folder, ...multiarch.map((inner) => `${folder}/${inner}`)];
  });
  for (const folder of folders)
    for (const name of namesIn(folder)) {
      const [, release = '', micro = ''] = /^libvirt\.so\.0\.(\d+)\.(\d+)$/.exec(name) ?? [];
      if (release !== '')
        return [Math.floor(Number(release) / 1000), Number(release) % 1000, Number(micro)];
    }
  return undefined;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readShort(path: string): string | undefined {
  try {
    return statSync(path).size > 1_000_000 ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
