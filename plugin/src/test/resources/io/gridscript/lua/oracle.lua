-- lua5.1 oracle.lua SHOW SNIPPETS FROM: runs one-line snippets from a file and prints what comes of
-- each, from one of them on, so that a crash costs only one.
dofile(arg[1])
local show, pcall, loadstring, write, flush = SHOW, pcall, loadstring, io.write, io.flush
local from = tonumber(arg[3])
local number = 0
local lines = io.lines(arg[2])
-- What Redis leaves of the globals.
for _, name in ipairs {'print', 'dofile', 'loadfile', 'require', 'module', 'package', 'io', 'debug', 'newproxy', 'getfenv', 'setfenv', 'SHOW', 'arg'} do
  _G[name] = nil
end
os = {clock = os.clock}
coroutine.isyieldable = nil
local clean = {}
for k, v in pairs(_G) do clean[k] = v end
for line in lines do
  number = number + 1
  if number >= from then
    local chunk, message = loadstring(line:gsub('\\LF', '\n'), '@user_script')
    write(chunk and show(pcall(chunk)) or 'SYNTAX ' .. message, '\n')
    flush()
    for k in pairs(_G) do if clean[k] == nil then _G[k] = nil end end
  end
end
