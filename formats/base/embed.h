/* A file of the source tree as bytes in the program: schemas,
 * stylesheets.  EMBED(package_rng, "formats/package/package.rng") gives
 * package_rng[] and, behind its last byte, package_rng_end[]. */
#ifndef FORMATS_EMBED_H
#define FORMATS_EMBED_H

#define EMBED(name, file)                                \
	__asm__(".pushsection .rodata\n"                 \
		".globl " #name "\n" #name ":\n"         \
		".incbin \"" file "\"\n" #name "_end:\n" \
		".globl " #name "_end\n"                 \
		".byte 0\n"                              \
		".popsection\n");                        \
	extern const char name[];                        \
	extern const char name##_end[]

#define EMBED_LEN(name) ((size_t)(name##_end - (name)))

#endif
