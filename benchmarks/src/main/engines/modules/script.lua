-- What scripts do: tables, strings, closures, objects, sorting, numbers. No iteration order and no address is in the checksum.
local seed = 42
local function random(limit)
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return (seed >> 8) % limit
end

local sum = 0
local function note(value)
  sum = (sum * 31 + value) & 0xffffffff
end

local words = {}
for i = 1, 6000 do
  local letters = {}
  for j = 1, 3 + random(6) do letters[j] = string.char(97 + random(26)) end
  words[i] = table.concat(letters)
end

local counts = {}
for _, word in ipairs(words) do
  local key = word:sub(1, 2)
  counts[key] = (counts[key] or 0) + #word
end
local keys = {}
for key in pairs(counts) do keys[#keys + 1] = key end
table.sort(keys, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] > counts[b] end
  return a < b
end)
for i = 1, 50 do note(counts[keys[i]] * 256 + keys[i]:byte(1)) end

local text = table.concat(words, " ")
local replaced = text:gsub("(%a)(%a)ing", "%2%1"):upper()
note(#replaced)
for word in text:gmatch("%f[%a]a%a+e%f[%A]") do note(#word) end

local Shape = {}
Shape.__index = Shape
function Shape.new(width, height) return setmetatable({ width = width, height = height }, Shape) end
function Shape:area() return self.width * self.height end
function Shape:grown(by) return Shape.new(self.width + by, self.height + by) end
local shape = Shape.new(1, 2)
for i = 1, 40000 do
  shape = shape:grown(i % 3 - 1)
  note(shape:area() & 0xffff)
end

local function queens(size)
  local columns, up, down, found = {}, {}, {}, 0
  local function place(row)
    if row > size then found = found + 1 return end
    for column = 1, size do
      if not (columns[column] or up[row + column] or down[row - column + size]) then
        columns[column], up[row + column], down[row - column + size] = true, true, true
        place(row + 1)
        columns[column], up[row + column], down[row - column + size] = false, false, false
      end
    end
  end
  place(1)
  return found
end
note(queens(7))

local x, y = 0.0, 0.5
for i = 1, 60000 do
  x, y = y * 0.75 + i % 7, x * 0.25 - y * 0.5
end
note(math.floor(x * 1000 + y))
return sum
