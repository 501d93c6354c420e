import * as vscode from 'vscode';
import type { ConfigurationRequest } from 'vscode-languageclient/node';
import type { SettingsOrigin } from '../../server/src/protocol.ts';

/**
 * Tells the server beside the settings who set the paths in them (in restricted mode the user's and the workspace's do not weigh the
 * same), and what another extension does.
 */
export const withOrigins: ConfigurationRequest.MiddlewareSignature = async (
  params,
  token,
  next,
) => {
  const answers = await next(params, token);
  if (!Array.isArray(answers)) return answers;
  return answers.map((settings: unknown, index) => {
    const item = params.items[index];
    if (item?.section !== 'libvirtXml' || typeof settings !== 'object') return settings;
    return { ...settings, ...originsIn(item.scopeUri) };
  });
};

function originsIn(scope: string | undefined): SettingsOrigin {
  const uri = scope === undefined ? undefined : vscode.Uri.parse(scope);
  return {
    hostTopologyByUser: isByUser('hostTopology', uri),
    schemasByUser: isByUser('schemas', uri),
    servedElsewhere: servedElsewhere(uri),
  };
}

function isByUser(setting: string, uri: vscode.Uri | undefined): boolean {
  const found = vscode.workspace.getConfiguration('libvirtXml', uri).inspect(setting);
  return (found?.workspaceFolderValue ?? found?.workspaceValue) === undefined;
}

/** The files to which the user gave a schema in Red Hat's XML extension, where that is there. */
function servedElsewhere(uri: vscode.Uri | undefined): readonly string[] {
  if (vscode.extensions.getExtension('redhat.vscode-xml') === undefined) return [];
  const stated: unknown = vscode.workspace.getConfiguration('xml', uri).get('fileAssociations');
  if (!Array.isArray(stated)) return [];
  return stated.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'pattern' in one && typeof one.pattern === 'string'
      ? one.pattern
      : [],
  );
}
