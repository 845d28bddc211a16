-- Functions on the scores of geo indexes: 52 bits, those of the row in the even places (counted
-- northwards from -85.05112878 degrees), those of the column in the odd ones. The formulas are those
-- of Redis' geo commands, and of Geohash.java.

do
  local EARTH_RADIUS = 6372797.560856
  local SIDE = 67108864
  local LATITUDE, LONGITUDE = 85.05112878, 180
  local sin, cos, asin, sqrt, floor, abs, rad = math.sin, math.cos, math.asin, math.sqrt, math.floor, math.abs, math.rad
  local band, bor, rshift = bit.band, bit.bor, bit.rshift

  -- The even bits of a number of 26 bits, moved together.
  local function gather(bits)
    bits = band(bits, 0x55555555)
    bits = band(bor(bits, rshift(bits, 1)), 0x33333333)
    bits = band(bor(bits, rshift(bits, 2)), 0x0f0f0f0f)
    bits = band(bor(bits, rshift(bits, 4)), 0x00ff00ff)
    return band(bor(bits, rshift(bits, 8)), 0x0000ffff)
  end

  local function centre(cell, limit)
    local low = -limit + cell / SIDE * (2 * limit)
    local high = -limit + (cell + 1) / SIDE * (2 * limit)
    return (low + high) / 2
  end

  local function position(score)
    local high = floor(score / SIDE)
    local low = score - high * SIDE
    local row = gather(high) * 8192 + gather(low)
    local column = gather(rshift(high, 1)) * 8192 + gather(rshift(low, 1))
    return centre(row, LATITUDE), centre(column, LONGITUDE)
  end

  local function meters(latitude1, longitude1, latitude2, longitude2)
    local v = sin((rad(longitude2) - rad(longitude1)) / 2)
    if v == 0 then
      return EARTH_RADIUS * abs(rad(latitude2) - rad(latitude1))
    end
    local u = sin((rad(latitude2) - rad(latitude1)) / 2)
    local a = u * u + cos(rad(latitude1)) * cos(rad(latitude2)) * v * v
    return 2 * EARTH_RADIUS * asin(sqrt(math.min(a, 1)))
  end

  -- numbers: latitude, longitude, radius in metres
  criteria.geo_circle = function(numbers)
    local latitude, longitude, radius = numbers[1], numbers[2], numbers[3]
    if radius >= EARTH_RADIUS * math.pi then
      return function()
        return true
      end
    end
    -- The haversine of the distance is compared, which spares its inverse for each point.
    local limit = sin(radius / (2 * EARTH_RADIUS)) ^ 2
    local latitude_radians, longitude_radians = rad(latitude), rad(longitude)
    local cosine = cos(latitude_radians)
    return function(score)
      local there, along = position(score)
      there = rad(there)
      local u = sin((there - latitude_radians) / 2)
      local v = sin((rad(along) - longitude_radians) / 2)
      return u * u + cosine * cos(there) * v * v <= limit
    end
  end

  -- Redis' own search is faster for a moderate number of points, but not to be trusted near the poles
  -- and the date line, where it leaves out some.
  searches.geo_circle = function(key, numbers)
    local latitude, longitude, radius = numbers[1], numbers[2], numbers[3]
    if abs(latitude) > 75 or abs(longitude) > 170 or radius > 200000 then
      return nil
    end
    return call(
      'GEOSEARCH',
      key,
      'FROMLONLAT',
      string.format('%.17g', longitude),
      string.format('%.17g', latitude),
      'BYRADIUS',
      string.format('%.17g', radius),
      'm'
    )
  end

  -- numbers: latitude, longitude, width and height in metres
  criteria.geo_box = function(numbers)
    local latitude, longitude, width, height = numbers[1], numbers[2], numbers[3], numbers[4]
    return function(score)
      local there, along = position(score)
      return EARTH_RADIUS * abs(rad(latitude) - rad(there)) <= height / 2
        and meters(there, longitude, there, along) <= width / 2
    end
  end

  -- numbers: latitude, longitude; rounded as in DistanceFrom.java, whose order has to be the same
  criteria.geo_distance = function(numbers)
    local latitude, longitude = numbers[1], numbers[2]
    return function(score)
      local there, along = position(score)
      return floor(meters(latitude, longitude, there, along) * 1e6 + 0.5) / 1e6
    end
  end

  -- How far a point is at least from a part of the Earth between two parallels and two meridians.
  local function least_meters(latitude, longitude, south, north, west, east)
    local apart = 0
    if longitude < west or longitude > east then
      apart = math.min((west - longitude) % 360, (longitude - east) % 360)
    end
    if apart == 0 then
      local outside = math.max(south - latitude, latitude - north, 0)
      return EARTH_RADIUS * rad(outside)
    end
    -- On the nearer meridian, the parallel where a great circle from the point meets it squarely.
    local there = math.deg(math.atan2(sin(rad(latitude)), cos(rad(latitude)) * cos(rad(apart))))
    if there >= south and there <= north then
      return meters(latitude, 0, there, apart)
    end
    return math.min(meters(latitude, 0, south, apart), meters(latitude, 0, north, apart))
  end

  -- The least and the greatest distance of a square of the grid, with room for rounding.
  bounds.geo_distance = function(numbers)
    local latitude, longitude = numbers[1], numbers[2]
    local antipode = longitude > 0 and longitude - 180 or longitude + 180
    return 0, SIDE * SIDE, function(from, size)
      local side = sqrt(size)
      local high = floor(from / SIDE)
      local low = from - high * SIDE
      local row = gather(high) * 8192 + gather(low)
      local column = gather(rshift(high, 1)) * 8192 + gather(rshift(low, 1))
      local south, north = -LATITUDE + row / SIDE * 2 * LATITUDE, -LATITUDE + (row + side) / SIDE * 2 * LATITUDE
      local west, east = -LONGITUDE + column / SIDE * 2 * LONGITUDE, -LONGITUDE + (column + side) / SIDE * 2 * LONGITUDE
      local least = least_meters(latitude, longitude, south, north, west, east)
      local greatest = EARTH_RADIUS * math.pi - least_meters(-latitude, antipode, south, north, west, east)
      return least - 0.001 - least * 1e-9, greatest + 0.001 + greatest * 1e-9
    end
  end
end
