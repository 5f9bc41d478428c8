/* Nine hues that are told apart by people with any common colour blindness: the "muted" scheme of Paul Tol (Colour Schemes, SRON technical
 * note 09-002), neighbours in the list far apart; grounds are the same hues, thinned. */
#include "write/graph_hues.h"

#include <stddef.h>
#include "link/cluster.h"

static const struct graph_hue hues[] = {
	{"#4a3aa7", "#eceaf7", "#3b2f8a", "#9a8cf0", "#1d1a33", "#b3a8f7"}, /* indigo */
	{"#2f9e8f", "#e3f4f1", "#1a655b", "#5cc9b9", "#132a27", "#7fdccd"}, /* teal */
	{"#c2566a", "#fbeaed", "#963247", "#ee8f9f", "#331a1f", "#f5a9b5"}, /* rose */
	{"#a8871c", "#f8f2dc", "#6d560a", "#dcc05c", "#2c2612", "#e5cd7a"}, /* sand */
	{"#3a8fc0", "#e4f2fa", "#1d5f88", "#7fc4ec", "#12262f", "#9bd2f2"}, /* cyan */
	{"#8a2257", "#f7e6ee", "#741a48", "#dd6ba6", "#30141f", "#e58fbb"}, /* wine */
	{"#1f7a3d", "#e5f3e9", "#175e2e", "#62bd7e", "#14291b", "#84d09b"}, /* green */
	{"#7d7d22", "#f3f3df", "#57570f", "#c0c060", "#262613", "#d0d07f"}, /* olive */
	{"#a0439c", "#f8e9f7", "#7d2f7a", "#dd8cda", "#2f162e", "#e6a9e4"}, /* purple */
};
static const struct graph_hue none = {"#77777c", "#f0f0f1", "#55555a", "#a5a5ab", "#222226", "#b9b9bf"};

const struct graph_hue *graph_hue(uint32_t cluster)
{
	return cluster == CLUSTER_NONE ? &none : &hues[cluster % (sizeof hues / sizeof *hues)];
}
