"""Groups: hälsogrupp, course, digital meetings. Who came is noted once and becomes contacts."""
