/** The keys of `libvirt-xml.json`, by the object that has them. The schema and docs/configuration.md list the same. */
export const CONFIGURATION_KEYS = [
  '$schema',
  'hosts',
  'severities',
  'overrides',
  'rules',
  'exclude',
] as const;

export const CONFIGURED_HOST_KEYS = [
  'topology',
  'domains',
  'reserve',
  'overhead',
  'versions',
  'exclusive',
  'autostart',
  'session',
  'schemas',
] as const;

export const OVERRIDE_KEYS = ['files', 'domains', 'severities', 'suppress'] as const;

export const SUPPRESSION_KEYS = ['rule', 'reason'] as const;

export const HOUSE_RULE_KEYS = ['id', 'xpath', 'message', 'severity'] as const;
