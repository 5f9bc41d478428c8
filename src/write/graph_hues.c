/* Nine hues that are told apart by people with any common colour blindness: the "muted" scheme of Paul Tol (Colour Schemes, SRON technical
 * note 09-002), neighbours in the list far apart; grounds are the same hues, thinned. */
#include "write/graph_hues.h"

#include <stddef.h>
#include "link/cluster.h"

static const struct graph_hue hues[] = {
	{"#4a3aa7", "#eceaf7", "#9a8cf0", "#1d1a33"}, /* indigo */
	{"#2f9e8f", "#e3f4f1", "#5cc9b9", "#132a27"}, /* teal */
	{"#c2566a", "#fbeaed", "#ee8f9f", "#331a1f"}, /* rose */
	{"#a8871c", "#f8f2dc", "#dcc05c", "#2c2612"}, /* sand */
	{"#3a8fc0", "#e4f2fa", "#7fc4ec", "#12262f"}, /* cyan */
	{"#8a2257", "#f7e6ee", "#dd6ba6", "#30141f"}, /* wine */
	{"#1f7a3d", "#e5f3e9", "#62bd7e", "#14291b"}, /* green */
	{"#7d7d22", "#f3f3df", "#c0c060", "#262613"}, /* olive */
	{"#a0439c", "#f8e9f7", "#dd8cda", "#2f162e"}, /* purple */
};
static const struct graph_hue none = {"#77777c", "#f0f0f1", "#a5a5ab", "#222226"};

const struct graph_hue *graph_hue(uint32_t cluster)
{
	return cluster == CLUSTER_NONE ? &none : &hues[cluster % (sizeof hues / sizeof *hues)];
}
