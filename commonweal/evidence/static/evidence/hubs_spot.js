// Where on the ground a touch on the drawing is. No page access here, so node can test it.
export const PLACES = 5; // decimals of a degree: a metre

// `sheet` has west and north of the drawing's corner, and pixels a degree across and down.
export const spot = (sheet, x, y) => ({ lat: sheet.north - y / sheet.down, lon: sheet.west + x / sheet.across });

export const written = ({ lat, lon }) => `${lat.toFixed(PLACES)},${lon.toFixed(PLACES)}`;

// What a touch means: a hub is taken up to be moved; a spot is where the hub that was taken up goes, or a new one opens.
export const touched = (taken, hub, at) => {
  if (hub) return hub === taken ? { taken: "" } : { taken: hub };
  return taken ? { do: "move", hub: taken, spot: at } : { do: "add", spot: at };
};
