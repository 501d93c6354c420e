// Properties are tried with the same values in each run, so that a commit which passed once passes everywhere.
// `PROPERTY_SEED=random` (or a number) looks further: what it finds becomes an example of its own.
import fc from 'fast-check';

const wanted = process.env['PROPERTY_SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted ?? 20261124) });
