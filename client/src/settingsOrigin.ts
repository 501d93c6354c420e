import * as vscode from 'vscode';
import type { ConfigurationRequest } from 'vscode-languageclient/node';
import type { SettingsOrigin } from '../../server/src/protocol.ts';

/** Tells the server beside the settings who set the host file: in restricted mode the two do not weigh the same. */
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
    return { ...settings, ...originOfHost(item.scopeUri) };
  });
};

function originOfHost(scope: string | undefined): SettingsOrigin {
  const uri = scope === undefined ? undefined : vscode.Uri.parse(scope);
  const found = vscode.workspace.getConfiguration('libvirtXml', uri).inspect('hostTopology');
  const ofWorkspace = found?.workspaceFolderValue ?? found?.workspaceValue;
  return { hostTopologyByUser: ofWorkspace === undefined };
}
