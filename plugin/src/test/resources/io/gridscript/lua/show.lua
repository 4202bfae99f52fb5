-- Results as one line of text, the same in every Lua: SHOW(pcall(f)).
local byte, char, format, concat, select = string.byte, string.char, string.format, table.concat, select
local pairs, type, tostring = pairs, type, tostring

local function quoted(s)
  local out = {}
  for i = 1, #s do
    local b = byte(s, i)
    if b < 32 or b > 126 or b == 92 then out[i] = format('\\%03d', b) else out[i] = char(b) end
  end
  return '"' .. concat(out) .. '"'
end

local function shown(v, depth)
  local t = type(v)
  if t == 'string' then return quoted(v) end
  if t == 'number' or t == 'nil' or t == 'boolean' then return tostring(v) end
  if t ~= 'table' or depth >= 3 then return t end
  local out = {}
  for k, x in pairs(v) do
    if #out == 40 then out[41] = '...' break end
    out[#out + 1] = (type(k) == 'string' and k or '[' .. shown(k, depth + 1) .. ']') .. '=' .. shown(x, depth + 1)
  end
  return '{' .. concat(out, ',') .. '}'
end

function SHOW(ok, ...)
  -- Redis's pcall has a further result for tables.
  if not ok then return 'ERR ' .. shown((...), 0) end
  local out = {}
  for i = 1, select('#', ...) do out[i] = shown((select(i, ...)), 0) end
  return 'OK ' .. concat(out, ' ')
end
