#include "formats/out/step.h"

uint64_t
step_of(uint64_t count)
{
	uint64_t ten, least = 0;

	for (ten = 1; ten <= count; ten *= 10) {
		if (ten > 1)
			least = ten;
		if (count / 3 >= ten)
			least = 3 * ten;
	}
	return least;
}
