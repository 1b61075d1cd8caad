"""What voxlint says when it compares protocols, said a second time from their JSON alone, with z3."""
