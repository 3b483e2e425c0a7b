-- Plays a person in Neovim: starts the language server as docs/other-editors.md says, edits, and writes down what the buffers
-- hold then. Each scene has a file of its own. Where things are comes in the environment.
local root = vim.env.STEPTHROUGH_ROOT
local report = vim.env.STEPTHROUGH_REPORT
local LIMIT_MS = 10000
local found = {}

local function start(buffer)
  return vim.lsp.start_client({
    name = 'stepthrough',
    cmd = { vim.env.STEPTHROUGH_NODE, root .. '/dist/cli.js', 'lsp', '--stdio' },
    root_dir = vim.fn.getcwd(),
  })
end

local client

local function open(file, filetype)
  vim.cmd('edit! ' .. file)
  vim.bo.filetype = filetype
  vim.bo.expandtab = true
  vim.bo.shiftwidth = 2
  local buffer = vim.api.nvim_get_current_buf()
  client = client or start(buffer)
  vim.lsp.buf_attach_client(buffer, client)
  local isReady = vim.wait(LIMIT_MS, function()
    local started = vim.lsp.get_client_by_id(client)
    return started ~= nil and started.initialized == true
  end, 10)
  assert(isReady, 'The server does not answer.')
  return buffer
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
end

-- The cursor onto the first letter of a text, or as many letters behind that.
local function go(words, after)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 + (after or 0) })
      return
    end
  end
  error('"' .. words .. '" is not in the buffer.')
end

local function diagnostics(buffer, count)
  vim.wait(LIMIT_MS, function()
    return #vim.diagnostic.get(buffer) == count
  end, 10)
  return vim.tbl_map(function(one)
    return string.format('%d:%d-%d:%d %s: %s', one.lnum + 1, one.col + 1, one.end_lnum + 1, one.end_col + 1, one.code, one.message)
  end, vim.diagnostic.get(buffer))
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, LIMIT_MS)
  for _, answer in pairs(answers or {}) do
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
  error(method .. ' has no answer.')
end

local function here()
  return vim.lsp.util.make_position_params(0, 'utf-16')
end

local scenes = {
  diagnostics = function()
    local buffer = open('diagnostics.asl.json', 'json')
    local before = diagnostics(buffer, 1)
    go('Pya')
    vim.cmd('normal! ciwPay')
    return { before = before, after = diagnostics(buffer, 0) }
  end,

  -- What Ctrl-X Ctrl-O offers, and the line after taking the first.
  completion = function()
    open('completion.asl.json', 'json')
    go('Pya')
    vim.cmd('normal! diw')
    go('"Next": ""', 9)
    local offered = ask('textDocument/completion', here())
    local items = vim.lsp.util.extract_completion_items(offered)
    local labels = vim.tbl_map(function(item)
      return item.label
    end, items)
    vim.lsp.util.apply_text_edits({ items[1].textEdit }, 0, 'utf-16')
    return { labels = labels, line = vim.api.nvim_get_current_line() }
  end,

  definition = function()
    open('definition.asl.json', 'json')
    go('"StartAt"', 12)
    vim.lsp.buf.definition()
    local before = vim.api.nvim_win_get_cursor(0)
    vim.wait(LIMIT_MS, function()
      return vim.api.nvim_win_get_cursor(0)[1] ~= before[1]
    end, 10)
    return { line = vim.api.nvim_get_current_line(), column = vim.api.nvim_win_get_cursor(0)[2] }
  end,

  hover = function()
    open('hover.asl.json', 'json')
    go('"Type"', 2)
    vim.lsp.buf.hover()
    local shown
    vim.wait(LIMIT_MS, function()
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          shown = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        end
      end
      return shown ~= nil
    end, 10)
    return shown
  end,

  rename = function()
    open('rename.asl.json', 'json')
    go('"Read"', 1)
    vim.lsp.buf.rename('Fetch')
    local before = text()
    vim.wait(LIMIT_MS, function()
      return text() ~= before
    end, 10)
    return text()
  end,

  formatting = function()
    local texts = {}
    for _, file in ipairs({ { 'wide.asl.json', 'json' }, { 'wide.asl.yaml', 'yaml' } }) do
      open(file[1], file[2])
      local options = vim.lsp.util.make_formatting_params({})
      vim.lsp.util.apply_text_edits(ask('textDocument/formatting', options), 0, 'utf-16')
      texts[file[2]] = text()
    end
    return texts
  end,

  template = function()
    return diagnostics(open('template.yaml', 'yaml'), 1)
  end,
}

for name, scene in pairs(scenes) do
  local isGood, answer = pcall(scene)
  found[name] = isGood and { answer = answer } or { error = tostring(answer) }
end
found.version = tostring(vim.version().major) .. '.' .. vim.version().minor .. '.' .. vim.version().patch
local file = assert(io.open(report, 'w'))
file:write(vim.fn.json_encode(found))
file:close()
vim.cmd('qall!')
