import type { Analysis } from '../analysis/analyze.ts';
import type { FleetView } from '../analysis/fleetFindings.ts';
import type { DomainModel } from '../domain/model.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Basis } from '../placement/landing.ts';
import type { HostMap, MapCell } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import type { SourceOf } from './sources.ts';

/** A file that describes the host. */
export interface MapHostFile {
  readonly uri: string;
  /** `hosts/rack7.txt (numactl --hardware)`. */
  readonly words: string;
  readonly text: string;
}

/** What a map is made from. */
export interface MapGround {
  readonly uri: string;
  /** With what is found because of other guests. */
  readonly analysis: Analysis;
  /** One of the analysis'; neither damaged nor a template. */
  readonly domain: DomainModel;
  /** The size of every node is known. */
  readonly host: HostTopology;
  readonly files: readonly MapHostFile[];
  /** undefined: of no other guest anything is known. */
  readonly fleet: FleetView | undefined;
  /** QEMU's own memory in bytes. */
  readonly overhead: bigint;
  /** Guests that have one of these labels do not run beside it. */
  readonly exclusive: readonly string[];
  /** As if no other guest ran on the host. */
  readonly isAlone: boolean;
  /** Whether the host's figures are older than 30 days. */
  readonly isOld: boolean;
  readonly loading: HostMap['loading'];
}

/** The ground with what follows from it for every part of the map. */
export interface Surveyed extends MapGround {
  readonly neighbours: Neighbours;
  readonly basis: Basis;
  readonly cells: readonly MapCell[];
  /** In the guest's document. */
  readonly sourceOf: SourceOf;
}
