// libvirt's schemas as data files of a package that somebody makes; they are not part of this project.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** Where the built server looks for them. */
const PLACE = join(ROOT, 'dist/schemas');

/** The licence's text: in libvirt's sources, and on Debian and its relatives. */
const LICENCES = [
  (folder) => join(folder, '../../../COPYING.LESSER'),
  () => '/usr/share/common-licenses/LGPL-2.1',
];

/** What was copied before is no part of the next package. */
export function dropSchemas(place = PLACE) {
  rmSync(place, { recursive: true, force: true });
}

/**
 * Copies the schemas of a folder, with a notice and the licence's text. `release`: of the libvirt they belong to; without it none is
 * claimed. Returns why it cannot be done, or undefined; says nothing where `place` is another.
 */
export function copySchemas(folder, release, licence, place = PLACE) {
  if (!existsSync(join(folder, 'domain.rng')))
    return `'${folder}' holds no schemas of libvirt: there is no domain.rng in it`;
  if (release !== undefined && !/^\d+\.\d+(\.\d+)?$/.test(release))
    return `'${release}' is no release of libvirt; write one such as 11.3.0`;
  const text = [...(licence === undefined ? [] : [() => licence]), ...LICENCES]
    .map((licenceOf) => licenceOf(realpathSync(folder)))
    .find((path) => existsSync(path));
  if (text === undefined || (licence !== undefined && !existsSync(licence)))
    return "the licence's text is not at hand; name it with --schemas-licence FILE (LGPL 2.1)";
  dropSchemas(place);
  mkdirSync(place, { recursive: true });
  const names = readdirSync(folder).filter((name) => name.endsWith('.rng'));
  for (const name of names) copyFileSync(join(folder, name), join(place, name));
  writeFileSync(join(place, 'LICENCE.txt'), readFileSync(text));
  writeFileSync(join(place, 'NOTICE.txt'), noticeOf(release));
  if (release !== undefined) writeFileSync(join(place, 'release'), `${release}\n`);
  if (place === PLACE)
    console.log(
      `${names.length} schemas of libvirt ${release ?? '(release not stated)'} from ${folder}`,
    );
  return undefined;
}

function noticeOf(release) {
  return `The *.rng files in this folder are the schemas of libvirt${release === undefined ? '' : ` ${release}`}, unchanged.

They are no part of Libvirt XML, which only reads them. Their authors are those of libvirt (https://libvirt.org), where
their source is to be had. They may be used, changed and passed on under the GNU Lesser General Public License, version
2.1 or later, the text of which is in LICENCE.txt. Other schemas may be put in their place.
`;
}
