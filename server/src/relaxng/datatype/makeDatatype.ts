import type { Datatype, Param, Primitive } from './datatype.ts';
import { treatSpace } from './datatype.ts';
import type { Facet } from './facets.ts';
import { facetOf } from './facets.ts';
import { BUILT_IN, UNJUDGED, XSD, XSD_TYPES } from './primitives.ts';
import { wordsFor } from './words.ts';

/** A type as the schema asks for it, and what has to be said of it. */
export interface MadeDatatype {
  readonly type: Datatype;
  /** The schema is wrong: there is no such type, or its parameters are no good. */
  readonly errors: readonly string[];
  /** The schema is right, and its type is accepted as text. */
  readonly notes: readonly string[];
}

/** The type of a library ('' for RELAX NG's own) with its parameters. What cannot be judged accepts any text. */
export function makeDatatype(
  library: string,
  name: string,
  params: readonly Param[],
): MadeDatatype {
  const primitive = (library === '' ? BUILT_IN : library === XSD ? XSD_TYPES : NONE).get(name);
  if (primitive === undefined) return anyText(library, name);
  const errors: string[] = [];
  const facets: Facet[] = [];
  for (const param of params) {
    const facet =
      library === '' ? 'types without library take no parameters' : facetOf(primitive, param);
    if (typeof facet === 'string') errors.push(facet);
    else facets.push(facet);
  }
  return { type: typeOf(library, name, primitive, facets), errors, notes: [] };
}

const NONE: ReadonlyMap<string, Primitive> = new Map();

function anyText(library: string, name: string): MadeDatatype {
  const primitive: Primitive = { words: 'any text', space: 'preserve', accepts: () => true };
  const type = typeOf(library, name, primitive, []);
  if (library === XSD && !UNJUDGED.has(name))
    return { type, errors: [`XML Schema has no type '${name}'`], notes: [] };
  if (library === '')
    return { type, errors: [`there is no type '${name}' without a datatype library`], notes: [] };
  return { type, errors: [], notes: [`values of the type '${name}' are not checked`] };
}

function typeOf(
  library: string,
  name: string,
  primitive: Primitive,
  facets: readonly Facet[],
): Datatype {
  const params = facets.map(({ param }) => param);
  const isValue = (text: string): boolean =>
    primitive.accepts(text) && facets.every(({ holds }) => holds(text));
  return {
    key: JSON.stringify([library, name, ...params.map((param) => [param.name, param.value])]),
    name,
    words: wordsFor(primitive, params),
    patterns: params.filter((param) => param.name === 'pattern').map(({ value }) => value),
    isName: primitive.isName === true,
    accepts: (text) => isValue(treatSpace(primitive.space, text)),
    canonical: (text) => {
      const treated = treatSpace(primitive.space, text);
      if (!isValue(treated)) return undefined;
      return primitive.canonical?.(treated) ?? treated;
    },
  };
}
