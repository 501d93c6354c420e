export const USAGE = `libvirt-xml checks libvirt domain XML: NUMA tuning, pinning, guest cells, huge pages

Usage:
  libvirt-xml lint [--host FILE]… [options] PATH…   check files, and the *.xml files in folders
  libvirt-xml plan [--host FILE]… [options] PATH…   show how much of which host node the guests will take, and which nodes
                                                    would do (docs/plan.md)
  libvirt-xml rules [--format human|json]           list the rules, with those of the project's configuration
  libvirt-xml explain RULE                          print a rule's page; of a house rule what the configuration says
  libvirt-xml explain "ERROR TEXT"                  print the page for an error of libvirt's or QEMU's
  libvirt-xml host capture [--connect URI] [-o FILE] [--refresh]
                                                    ask virsh, numactl and lscpu what the host is like; docs/host-file.md
  libvirt-xml guard [--host FILE]… [--editor CMD] FILE
                                                    edit, check, and ask before virsh edit takes it (docs/virsh-edit.md);
                                                    --config, --rule and the like as with lint
  libvirt-xml completion bash|zsh|fish              print a script that completes commands and options
  libvirt-xml host show [--format human|json] FILE…
                                                    show the host that the files describe, and what comes from where
  libvirt-xml --help | --version

Options of lint:
  --host FILE        what 'virsh capabilities' or 'numactl --hardware' printed on the host, or the JSON of
                     docs/host-file.md; several files that describe one host are merged
  --config FILE      the project's configuration; without it, the libvirt-xml.json of each file's folder or the
                     nearest above; --no-config: none. An option goes before what a configuration says
  --print-config F   print what the file F would be judged by, as JSON, and check nothing
  --libvirt-version V, --qemu-version V, --kernel-version V
                     the software on the host
  --schemas DIR      the folder with libvirt's schemas; without it, those of an installed libvirt (docs/schemas.md);
                     --no-schemas: hold no file against a schema
  --format FORMAT    human (default), compact, json, sarif, github, gitlab, junit or checkstyle
  --stdin-filename N what to call standard input, which the path - stands for
  --fix              apply the safe fixes and write the files; with --unsafe-fixes the first fix of every finding
  --diff             show what --fix would write, and write nothing (also --fix-dry-run)
  --baseline FILE    do not tell again what FILE knows; --update-baseline writes what is found now into it,
                     --prune-baseline takes out what is no longer found
  --quiet            tell errors only
  --max-warnings N   exit with 1 when there are more than N warnings
  --allow-none       do not mind when no file holds a domain; without it that is exit code 2
  --no-gitignore     look also at what Git ignores
  --verbose          name the files that hold no domain
  --fail-level LEVEL exit with 1 from this severity on: error (default), warning, information, hint; or never
  --rule ID=SEVERITY another severity for a rule, or off; may be repeated

Options of plan, beside --host, --config, --no-gitignore, --stdin-filename and the versions:
  --mode MODE        as if the guests had this memory mode; --nodeset SET: as if they were bound to these nodes
  --suggest          other nodes, and where it must be another mode, for guests that do not fit, and the plan with them
  --apply            show what that changes in the files, ask, and write it; --yes: do not ask
  --guest NAME       whom --mode, --nodeset and --suggest are about; may be repeated; without it all guests
  --free             what was free when the host file was taken, instead of all memory without the reserve
  --format FORMAT    human (default), json, markdown or svg

Exit codes: 0 nothing at or above the fail level, 1 findings, 2 misuse or something that could not be read; of plan: 0 every
guest fits, 1 some guest does not get its memory from the nodes that it asks for.
Colours: on a terminal; NO_COLOR and FORCE_COLOR are honoured.
`;
