/** What REST answers, as docs/reference/openapi.yaml describes it; only what is shown here. */

export interface Declaration {
  by: string;
  at: string;
  reason: string;
}

export interface Draining extends Declaration {
  deadline: string | null;
}

export interface Channel {
  why: string | null;
  heardAt: string | null;
}

export interface Evidence {
  probe: Channel & { answer: string };
  watch: Channel;
  calls: Channel;
  tasks: Channel;
  discovery: Channel;
  peons: Channel;
  operator: string | null;
}

export interface Forecast {
  at: string | null;
  leaving: number;
  staying: number;
  why: string | null;
  acts: boolean;
}

/** One kind of thing that pods take up: CPU in thousandths of a core, all else in its own unit. */
export interface Room {
  resource: string;
  total: number;
  ours: number;
  others: number;
  by: string;
}

export interface Cluster {
  name: string;
  origin: string;
  version: number;
  enabled: boolean;
  observed: boolean;
  state: string | null;
  since: string | null;
  evidence: Evidence | null;
  failover: Forecast | null;
  why: string | null;
  live: number;
  capacity: number | null;
  weight: number;
  free: number;
  limbo: number;
  purgeDebt: number;
  room: Room[];
  declaredDead: Declaration | null;
  cordoned: Declaration | null;
  draining: Draining | null;
  placementPaused: Declaration | null;
}

export interface Consequence {
  task: string;
  attempt: number;
  cluster: string;
  disposition: string;
  why: string | null;
}

export interface Consequences {
  consequences: Consequence[];
}

export interface Drain {
  name: string;
  version: number;
  done: boolean;
  draining: Draining;
  attempts: number;
  left: number;
  estimate: string | null;
  by: Record<string, number>;
  rest: Consequence[];
}

export interface Placement {
  task: string;
  type: string;
  dataSource: string;
  groupId: string;
  attempt: number;
  cluster: string | null;
  namespace: string | null;
  job: string | null;
  pod: string | null;
  state: string;
  since: string;
  placedAt: string | null;
  runningAt: string | null;
  endedAt: string | null;
  outcome: string | null;
  durationMillis: number | null;
  why: string | null;
}

export interface PlacementsPage {
  placements: Placement[];
  cursor: string | null;
}

export interface TaskAttempts {
  task: string;
  attempts: Placement[];
}

export interface Finding {
  cluster: string;
  finding: string;
  why: string;
  points: number;
  marks: { why: string; points: number }[];
}

export interface Explanation {
  placement: Placement | null;
  queue: { position: number; length: number } | null;
  obstacle: string | null;
  findings: Finding[];
  best: string[];
}

export interface HengeEvent {
  number: number;
  kind: string;
  at: string;
  by: string;
  task: string | null;
  attempt: number | null;
  cluster: string | null;
  reason: string;
}

export interface EventsPage {
  events: HengeEvent[];
  cursor: string | null;
}

export interface Failover {
  number: number;
  task: string;
  attempt: number;
  at: string;
  trigger: string;
  acted: boolean;
  from: string;
  to: string | null;
  replacedAt: string | null;
  purgedAt: string | null;
  falsePositive: boolean;
  aliveAt: string | null;
  why: string;
  policy: Record<string, string>;
  evidence: Record<string, string>;
  preserved: Record<string, string>;
}

export interface FailoversPage {
  failovers: Failover[];
  cursor: string | null;
}

/** Tasks that do not run, for one and the same reason. */
export interface Held {
  state: string;
  cluster: string | null;
  why: string;
  tasks: number;
  example: string;
  since: string;
}

export interface Summary {
  states: Record<string, number>;
  held: Held[];
  heldOtherwise: number;
}

/** Who looks at the page, and who answers. */
export interface Session {
  identity: string;
  mayChange: boolean;
  overlord: string;
}
