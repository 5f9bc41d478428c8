/* What kind of file a name stands for. */
#include "book/book.h"

#include "base/path.h"

enum asset_kind asset_kind_of(struct str path)
{
	static const struct {
		const char *extension;
		enum asset_kind kind;
	} kinds[] = {
		{"jpg", ASSET_IMAGE}, {"jpeg", ASSET_IMAGE}, {"png", ASSET_IMAGE}, {"gif", ASSET_IMAGE}, {"webp", ASSET_IMAGE}, {"svg", ASSET_IMAGE},
		{"mp3", ASSET_AUDIO}, {"m4a", ASSET_AUDIO}, {"aac", ASSET_AUDIO}, {"ogg", ASSET_AUDIO}, {"oga", ASSET_AUDIO},
		{"opus", ASSET_AUDIO}, {"wav", ASSET_AUDIO}, {"flac", ASSET_AUDIO},
		{"mp4", ASSET_VIDEO}, {"m4v", ASSET_VIDEO}, {"webm", ASSET_VIDEO}, {"mov", ASSET_VIDEO}, {"ogv", ASSET_VIDEO},
	};
	struct str extension = path_ext(path);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq_nocase(extension, str_c(kinds[i].extension)))
			return kinds[i].kind;
	return ASSET_FILE;
}
