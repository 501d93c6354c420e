-- Run by Neovim without a window: the article's guest, as a user of Neovim meets it. Prints one line of JSON.
-- Arguments (global `arg` is not set under -l-less versions): environment LIBVIRT_XML_SERVER and LIBVIRT_XML_FOLDER.
local folder = vim.env.LIBVIRT_XML_FOLDER
local told = {}

local function fail(text)
  io.stdout:write(vim.fn.json_encode({ failed = text }) .. '\n')
  vim.cmd('cquit')
end

local function waitFor(what, condition)
  if not vim.wait(20000, condition, 20) then fail('no ' .. what) end
end

vim.cmd('edit ' .. folder .. '/vm1.xml')
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = 'libvirt-xml',
  cmd = { vim.env.LIBVIRT_XML_NODE, vim.env.LIBVIRT_XML_SERVER, '--stdio' },
  root_dir = folder,
  workspace_folders = { { uri = vim.uri_from_fname(folder), name = 'guests' } },
})
if id == nil then fail('server') end
vim.lsp.buf_attach_client(buffer, id)
waitFor('diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
  table.insert(told, {
    line = diagnostic.lnum,
    column = diagnostic.col,
    message = diagnostic.message,
    code = diagnostic.code or diagnostic.user_data.lsp.code,
  })
end

local first = vim.diagnostic.get(buffer)[1]
local position = { line = first.lnum, character = first.col + 1 }
local document = { uri = vim.uri_from_bufnr(buffer) }
local function request(method, parameters)
  local replies, problem = vim.lsp.buf_request_sync(buffer, method, parameters, 20000)
  if replies == nil then fail(method .. ': ' .. tostring(problem)) end
  return replies[id].result
end

local hover = request('textDocument/hover', { textDocument = document, position = position })
local actions = request('textDocument/codeAction', {
  textDocument = document,
  range = { start = position, ['end'] = position },
  context = { diagnostics = {} },
})
for _, action in ipairs(actions) do
  if action.title == "Change the mode to 'preferred'" then
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
  end
end
vim.cmd('write')
waitFor('clean document', function()
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    if diagnostic.severity == vim.diagnostic.severity.ERROR then return false end
  end
  return true
end)
io.stdout:write(vim.fn.json_encode({ told = told, hover = hover.contents.value }) .. '\n')
vim.cmd('qall!')
